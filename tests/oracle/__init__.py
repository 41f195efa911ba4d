"""An independent, slow and plain reading of docs/engine.md; it shares only the model with the engine."""
