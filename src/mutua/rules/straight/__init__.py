"""The straight road: a benefit written out once as one plain function, for the lines about which nothing is unusual."""
