"""What changes an editor's own files."""
