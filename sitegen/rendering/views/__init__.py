"""What each kind of page shows: values worked out from the digest, handed to a template."""
