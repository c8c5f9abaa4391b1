"""Readers' answers: "Was this page useful?". Only counts are kept, nothing about who answered."""
