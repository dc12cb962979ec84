"""What is not worked out twice. Nothing here is ever needed: without a cache folder every run is a first run.

``recall``    a call that has been made before, with nothing changed since: its output again, almost nothing imported
``bundle``    else the modules of a check out of one file
``remember``  the first time: what a run reads, looks for and says, noticed by Python itself, whoever does it
"""
