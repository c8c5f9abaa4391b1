"""What only a real browser can tell: contrast, keyboard, no JavaScript, paper, the editor."""
