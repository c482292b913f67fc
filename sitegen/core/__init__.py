"""Values and tools that every stage uses; knows nothing of the stages."""
