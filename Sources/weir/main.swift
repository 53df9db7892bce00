import Glibc

let program = Program(console: .standard, surroundings: .process)
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
