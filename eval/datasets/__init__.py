"""Files in the formats of the field in, questions, judgements and rankings out; and the way back."""
