"""Why: everything a person sees; each view reads a document and edits it through `edit`."""
