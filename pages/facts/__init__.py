"""The fact register: each statement that can age or be doubted, stored once with its source and its age."""
