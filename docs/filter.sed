# What Doxygen sees of a header. See Doxyfile.in.
s/@par +(Cost|Source) +/@par \1\n/
s/@cite +([a-z0-9]+)/@ref \1 "[\1]"/g
