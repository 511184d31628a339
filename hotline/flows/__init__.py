"""What the hotline says and asks, as data: each module holds one part of the conversation."""
