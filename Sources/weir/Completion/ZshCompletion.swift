/// The script by which zsh completes command lines of the program; its tables are the commands.
struct ZshCompletion {
  let root: ProgramCommand

  var script: String {
    let table = CommandTable(root).entries
    return """
      #compdef \(root.name)
      # zsh completion for \(root.name), made by `\(root.name) completion zsh`.
      # Write it to a file _\(root.name) in a folder of $fpath, or, after compinit, load it with:
      # source <(\(root.name) completion zsh)

      # The commands in a group, each with what it does; of the group's words.
      _weir_commands() {
      \(cases(table.filter { $0.last?.run == nil }.map { ($0.words, commands($0)) }))
      }

      # The options of a command, each with what it says; a star marks those that may be repeated.
      _weir_options() {
      \(cases(table.map { ($0.words, options($0)) }))
      }

      # What stands behind an option or in the place of an operand: words, or what kind of thing;
      # nothing where nothing does.
      _weir_values() {
      \(cases(table.flatMap(values)))
      }

      \(Self.function)
      """
  }

  private func cases(_ rows: [(key: String, value: [String])]) -> String {
    let lines = rows.map { row in
      let words = row.value.map { ShellText.quoted($0) }.joined(separator: " ")
      return "    (\(ShellText.quoted(row.key))) reply=(\(words)) ;;"
    }
    return (["  case $1 in"] + lines + ["    (*) reply=() ;;", "  esac"]).joined(separator: "\n")
  }

  private func commands(_ path: [ProgramCommand]) -> [String] {
    let commands = path.last?.subcommands ?? []
    let help = path.count == 1 ? ["help:show the help of a command"] : []
    return commands.map { "\($0.name):\($0.summary)" } + help
  }

  private func options(_ path: [ProgramCommand]) -> [String] {
    (path.last?.allOptions ?? []).map {
      "--\($0.name)" + ($0.isRepeatable ? "*" : "") + ":\($0.summary)"
    }
  }

  private func values(_ path: [ProgramCommand]) -> [(key: String, value: [String])] {
    guard let command = path.last, command.run != nil else { return [] }
    let options = command.allOptions.compactMap { option in
      option.hint.map { (key: "\(path.words) --\(option.name)", value: Self.words($0)) }
    }
    guard !command.operands.isEmpty else { return options }
    return [(key: path.words, value: Self.words(command.operandHint))] + options
  }

  private static func words(_ hint: ValueHint) -> [String] {
    switch hint {
    case .words(let words): words
    case .file: ["<file>"]
    case .folder: ["<folder>"]
    case .text: ["<text>"]
    }
  }

  private static let function = #"""
    # Offers what stands behind an option or as an operand; fails where nothing is known.
    _weir_offer() {
      case ${reply[1]-} in
        ('' | '<text>') return 1 ;;
        ('<file>') _files ;;
        ('<folder>') _files -/ ;;
        (*) compadd -- "${reply[@]}" ;;
      esac
      return 0
    }

    _weir() {
      local place=weir word option entry
      local -a reply offered
      local -i index=2
      [[ $CURRENT -gt 2 && ${words[2]} == help ]] && index=3
      while (( index < CURRENT )); do
        word=${words[index]}
        _weir_commands "$place"
        (( ${reply[(I)${(b)word}:*]} )) || break
        place+=" $word"
        (( index++ ))
      done
      option=${words[CURRENT-1]}
      if [[ ${words[CURRENT]} == --*=* ]]; then
        option=${words[CURRENT]%%=*}
        compset -P '*='
      fi
      if [[ $option == --* ]]; then
        _weir_values "$place $option"
        if (( ${#reply} )); then
          _weir_offer
          return
        fi
      fi
      _weir_commands "$place"
      if (( ${#reply} )) && [[ ${words[CURRENT]} != -* ]]; then
        (( index == CURRENT )) && _describe -t commands command reply
        return
      fi
      if [[ ${words[CURRENT]} != -* ]]; then
        _weir_values "$place"
        _weir_offer && return
      fi
      _weir_options "$place"
      for entry in "${reply[@]}"; do
        option=${entry%%:*}
        if [[ $option == *'*' ]]; then
          offered+=("${option%'*'}:${entry#*:}")
        elif (( ! ${words[(I)$option]} )) || [[ ${words[CURRENT]} == $option ]]; then
          offered+=("$entry")
        fi
      done
      _describe -t options option offered
    }

    if [[ ${zsh_eval_context[-1]-} == loadautofunc ]]; then
      _weir "$@"
    else
      compdef _weir weir
    fi
    """#
}
