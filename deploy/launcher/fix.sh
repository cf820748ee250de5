# `lungburden fix` runs this with the project's directory: formats the Java code so that the format check passes.
set -u
home=$1
. "$home/deploy/launcher/jdk.sh"
. "$home/deploy/launcher/build.sh"

find_jdk || exit 2
exec_maven "$home" -B -q -ntp -Pchecks spotless:apply
