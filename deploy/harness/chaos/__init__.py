"""`lungburden chaos`: jobs while everything breaks, and then an audit of what is stored."""
