"""Two versions of a covenant beside each other: what they say, and what they would make of a region."""
