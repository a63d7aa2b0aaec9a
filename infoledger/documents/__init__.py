"""What is published: bulletin and notice as neutral models, and their rendering in every format."""
