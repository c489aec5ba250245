"""What a person does on a machine of his own, away from any desk: keep a key, approve, write from the road."""
