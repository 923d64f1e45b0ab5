"""What one can do: a function for each verb, called by the window and the command line alike."""
