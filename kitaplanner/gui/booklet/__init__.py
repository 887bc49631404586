"""冊子: the chapters of the booklet, edited as they will be printed."""
