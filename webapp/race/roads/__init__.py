"""Roads that the race closes, for everybody else."""
