/// The script by which bash completes command lines of the program; its tables are the commands.
///
/// It needs bash 4 and nothing else.
struct BashCompletion {
  let root: ProgramCommand

  var script: String {
    let table = CommandTable(root).entries
    return """
      # bash completion for \(root.name), made by `\(root.name) completion bash`.
      # Load it with: source <(\(root.name) completion bash)

      # The commands in a group; of the group's words.
      _weir_commands() {
      \(cases(table.filter { $0.last?.run == nil }.map { ($0.words, commands($0)) }))
      }

      # The options of a command; a star marks those that may be repeated.
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

  private func cases(_ rows: [(key: String, value: String)]) -> String {
    let lines = rows.map { "    \(Self.quoted($0.key))) _weir_reply=\(Self.quoted($0.value)) ;;" }
    return (["  case \"$1\" in"] + lines + ["    *) _weir_reply='' ;;", "  esac"])
      .joined(separator: "\n")
  }

  private func commands(_ path: [ProgramCommand]) -> String {
    let names = (path.last?.subcommands ?? []).map(\.name)
    return (names + (path.count == 1 ? ["help"] : [])).joined(separator: " ")
  }

  private func options(_ path: [ProgramCommand]) -> String {
    let options = path.last?.allOptions ?? []
    return options.map { "--\($0.name)" + ($0.isRepeatable ? "*" : "") }.joined(separator: " ")
  }

  private func values(_ path: [ProgramCommand]) -> [(key: String, value: String)] {
    guard let command = path.last, command.run != nil else { return [] }
    let options = command.allOptions.compactMap { option in
      option.hint.map { (key: "\(path.words) --\(option.name)", value: Self.text($0)) }
    }
    guard !command.operands.isEmpty else { return options }
    return [(key: path.words, value: Self.text(command.operandHint))] + options
  }

  private static func text(_ hint: ValueHint) -> String {
    switch hint {
    case .words(let words): words.joined(separator: " ")
    case .file: "<file>"
    case .folder: "<folder>"
    case .text: "<text>"
    }
  }

  private static func quoted(_ text: String) -> String { ShellText.quoted(text) }

  // COMP_WORDS has `--name=value` as three words, for `=` is among COMP_WORDBREAKS.
  private static let function = #"""
    # Offers what stands behind an option or as an operand; fails where nothing is known.
    _weir_offer() {
      case "$_weir_reply" in
        '' | '<text>') return 1 ;;
        '<file>' | '<folder>')
          local flag=-f
          [[ $_weir_reply == '<folder>' ]] && flag=-d
          compopt -o filenames 2> /dev/null
          mapfile -t COMPREPLY < <(compgen "$flag" -- "$1") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$_weir_reply" -- "$1") ;;
      esac
    }

    _weir() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
      local place=weir index=1 given=' ' word option _weir_reply
      COMPREPLY=()
      [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == help ]] && index=2
      while (( index < COMP_CWORD )); do
        word=${COMP_WORDS[index]}
        _weir_commands "$place"
        [[ " $_weir_reply " == *" $word "* ]] || break
        place+=" $word"
        (( index++ ))
      done
      option=$previous
      if [[ $current == '=' ]]; then
        current=
      elif [[ $previous == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD-2]}
      fi
      if [[ $option == --* ]]; then
        _weir_values "$place $option"
        if [[ -n $_weir_reply ]]; then
          _weir_offer "$current"
          return 0
        fi
      fi
      _weir_commands "$place"
      if [[ -n $_weir_reply && $current != -* ]]; then
        (( index == COMP_CWORD )) && _weir_offer "$current"
        return 0
      fi
      if [[ $current != -* ]]; then
        _weir_values "$place"
        _weir_offer "$current" && return 0
      fi
      for word in "${COMP_WORDS[@]:index:COMP_CWORD-index}"; do
        given+="$word "
      done
      _weir_options "$place"
      set -f
      for option in $_weir_reply; do
        if [[ $option == *'*' ]]; then
          option=${option%'*'}
        elif [[ $given == *" $option "* ]]; then
          continue
        fi
        [[ $option == "$current"* ]] && COMPREPLY+=("$option")
      done
      set +f
    }

    complete -F _weir weir
    """#
}

/// Texts within shell scripts.
enum ShellText {
  /// The text as one word that the shell leaves as it is.
  static func quoted(_ text: String) -> String {
    let inner = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + inner.joined(separator: "'\\''") + "'"
  }
}
