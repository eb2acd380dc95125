# complete.zsh FOLDER LINE: what zsh makes of the line when Tab is pressed, with the completions of the folder.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= RPS1= ; fpath=($1 \$fpath); autoload -U compinit; compinit -u -D"
zpty -w shell "show() { print -r -- \"<<\$BUFFER>>\"; exit }; zle -N show; bindkey '^X' show; print REA''DY"
zpty -r shell text '*READY*'
zpty -n -w shell "$2"$'\t\x18'
zpty -r shell text '*<<*>>*'
print -r -- ${${text##*<<}%%>>*}
