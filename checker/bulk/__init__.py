"""Many files in one run: each judged by itself, so that it can be done beside others or not at all.

``judging``  the run: what is kept is taken, the rest worked out, all of it put together in the order of the files
``one``      what comes out for one file
``shelf``    what came out for a file whose text, rulebook and settings are the same
``workers``  processes that work out what is left, where that pays
``timing``   how long files and rules took, for `check --time`
"""
