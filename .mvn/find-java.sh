# Finds the Java that Gleaner needs, wherever it lies. Read by ./gleaner and ./mvnw; plain POSIX sh, needs file name patterns.

NEEDED=25

# Prints the number before the first dot of what `release` says, or of what `java -version` says when there is none.
major_of() {
    version=
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1) || version=
    fi
    printf '%s' "${version:-0}"
}

# Whether a folder holds a Java that will do. $1 is the folder; $compiler is set when something has to be built.
fits() {
    [ -x "$1/bin/java" ] || return 1
    [ -z "$compiler" ] || [ -x "$1/bin/javac" ] || return 1
    [ "$(major_of "$1")" -ge "$NEEDED" ]
}

# The home of the java on PATH. The links are followed first; a shim (jenv, asdf) is asked where it leads.
home_on_path() {
    java=$(command -v java) || return 0
    while [ -h "$java" ]; do
        target=$(readlink "$java")
        case $target in
            /*) java=$target ;;
            *) java=$(dirname -- "$java")/$target ;;
        esac
    done
    found=$(dirname -- "$(dirname -- "$java")")
    if [ ! -r "$found/release" ]; then
        found=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || found=
    fi
    printf '%s' "$found"
}

# Leaves the first fitting Java in $jdk.
find_java() {
    jdk=
    for candidate in "${JAVA_HOME:-}" "$(home_on_path)"; do
        if [ -n "$candidate" ] && fits "$candidate"; then
            jdk=$candidate
            return 0
        fi
    done
    if [ -x /usr/libexec/java_home ]; then
        candidate=$(/usr/libexec/java_home -v "$NEEDED+" 2>/dev/null) || candidate=
        if [ -n "$candidate" ] && fits "$candidate"; then
            jdk=$candidate
            return 0
        fi
    fi
    # The user's own folder may not be known (a service account); then its patterns match nothing.
    user=${HOME:-/nonexistent}
    for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$user"/.sdkman/candidates/java/* "$user"/.jdks/*; do
        if fits "$candidate"; then
            jdk=$candidate
            return 0
        fi
    done
    return 1
}
