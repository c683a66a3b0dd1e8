#compdef pm
# Completion of pm for zsh: eval "$(pm completion zsh)", after compinit
_pm() {
  local -a words_found=("${(@f)$(command pm "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
  if [[ -n $words_found ]]; then compadd -- $words_found; else _files; fi
}
compdef _pm pm
