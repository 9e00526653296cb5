"""跟着赛事去旅行: the days around an edition."""
