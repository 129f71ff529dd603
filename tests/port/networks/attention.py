import torch
import torch.nn as nn
import torch.nn.functional as F


class Pooling(nn.Module):
    def __init__(self, hidden_dim):
        super().__init__()
        self.attn = nn.Linear(hidden_dim * 2, 1)

    def forward(self, steps):
        # steps = [batch, seq, hidden * 2]
        weights = torch.softmax(self.attn(steps).squeeze(-1), dim=1)
        context = torch.bmm(weights.unsqueeze(1), steps).squeeze(1)
        return context, weights


class Reader(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_dim, output_dim, n_layers=2, bidirectional=True, dropout=0.5, pad_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=pad_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim, num_layers=n_layers, bidirectional=bidirectional, batch_first=True, dropout=dropout)
        self.attention = Pooling(hidden_dim)
        self.fc = nn.Linear(hidden_dim * 2, output_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, text):
        embedded = self.dropout(self.embedding(text))
        output, (hidden, cell) = self.lstm(embedded)
        summary, _ = self.attention(output)
        return self.fc(self.dropout(summary))


model = Reader(vocab_size=1000, embedding_dim=50, hidden_dim=32, output_dim=2)
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
criterion = nn.CrossEntropyLoss()


class EarlyStopping:
    def __init__(self, patience=5):
        self.patience = patience
        self.counter = 0

    def __call__(self, loss):
        self.counter += 1
        return self.counter >= self.patience


early_stopping = EarlyStopping(patience=7)
for epoch in range(30):
    if early_stopping(0.1):
        break
