# Completion of pm for bash: eval "$(pm completion bash)"
_pm() {
  mapfile -t COMPREPLY < <(command pm "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
}
complete -o default -F _pm pm
