// The ribbon has one button, which opens the task pane: nothing to run.
