"""What else could answer the same: SQL, a full scan as compiled code, a text index. Each has to give the same list."""
