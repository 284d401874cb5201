"""A build, one call a stage."""
