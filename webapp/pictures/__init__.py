"""Pictures: taken in, made safe and small, and served."""
