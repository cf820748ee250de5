# Run by `lungburden fix` with the project's directory: formats the Java code as the checks want it.
set -u
home=$1
. "$home/deploy/launcher/jdk.sh"
. "$home/deploy/launcher/build.sh"

find_jdk || exit 2
exec_maven "$home" -B -q -ntp -Pchecks spotless:apply
