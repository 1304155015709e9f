"""Questions with known answers in, figures that anybody can make again out."""
