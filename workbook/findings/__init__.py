"""What `hedge-xl validate` looks for beyond the sheets' own checks, and the register of everything it can say."""
