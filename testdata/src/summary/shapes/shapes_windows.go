package shapes

func OnlyThere() { select {} }
