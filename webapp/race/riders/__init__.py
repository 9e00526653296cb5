"""Who rides: the start list, bibs, and what may be known of a person for how long."""
