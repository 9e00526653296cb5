"""Courses: the line that is ridden, its heights and climbs, and what stands along it."""
