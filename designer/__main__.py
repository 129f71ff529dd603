"""Why: `python -m designer` is the program, also in a worker process and in a frozen app."""

import multiprocessing
import os
import sys

# Before torch is imported anywhere: threads of OpenMP that spin stop training as soon as
# another program needs a core (8 instead of 1,400 steps a second on two cores).
os.environ.setdefault("GOMP_SPINCOUNT", "0")

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from designer.app.main import main

    sys.exit(main())
