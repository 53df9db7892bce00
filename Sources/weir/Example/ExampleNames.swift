/// Draws names of people who do not exist.
struct ExampleNames {
  let dice: Dice

  /// A name, and the part of an e-mail address before the @ where it can be told from the name.
  struct Drawn {
    let name: String
    let local: String?
  }

  /// About three of four are Chinese; some stand in both scripts, some have rare characters, some are
  /// long.
  func draw() -> Drawn {
    switch dice.below(1_000) {
    case ..<700: chinese
    case ..<820: both
    case ..<930: western
    case ..<970: rare
    default: Drawn(name: dice.pick(Self.long), local: nil)
    }
  }

  private var chinese: Drawn {
    let (family, given) = parts
    return Drawn(name: family.0 + given.0, local: "\(given.1).\(family.1)")
  }

  private var both: Drawn {
    let (family, given) = parts
    let chinese = family.0 + given.0
    let latin = "\(Self.titled(given.1)) \(Self.titled(family.1))"
    return Drawn(
      name: dice.happens(50) ? "\(chinese) \(latin)" : "\(latin) \(chinese)",
      local: "\(given.1).\(family.1)")
  }

  private var western: Drawn {
    let given = dice.pick(Self.westernGiven)
    let family = dice.pick(Self.westernFamily)
    return Drawn(
      name: "\(given) \(family)", local: "\(given).\(family)".lowercased())
  }

  /// Systems that make addresses of names do not know these characters.
  private var rare: Drawn {
    let (family, given) = parts
    let character = dice.pick(Self.rareCharacters)
    return Drawn(
      name: dice.happens(20) ? character + given.0 : family.0 + character, local: nil)
  }

  private var parts: (family: (String, String), given: (String, String)) {
    let family = dice.pick(dice.happens(4) ? Self.doubleFamilies : Self.families)
    let first = dice.pick(Self.givenCharacters)
    guard dice.happens(65) else { return (family, first) }
    let second = dice.pick(Self.givenCharacters)
    return (family, (first.0 + second.0, first.1 + second.1))
  }

  private static func titled(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension ExampleNames {
  private static let families: [(String, String)] = [
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"),
    ("赵", "zhao"), ("黄", "huang"), ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"),
    ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"), ("何", "he"), ("郭", "guo"),
    ("马", "ma"), ("罗", "luo"), ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"),
    ("韩", "han"), ("唐", "tang"), ("冯", "feng"), ("于", "yu"), ("董", "dong"), ("萧", "xiao"),
    ("程", "cheng"), ("曹", "cao"), ("袁", "yuan"), ("邓", "deng"), ("许", "xu"), ("傅", "fu"),
    ("沈", "shen"), ("曾", "zeng"), ("彭", "peng"), ("吕", "lyu"), ("苏", "su"), ("卢", "lu"),
    ("蒋", "jiang"), ("蔡", "cai"), ("贾", "jia"), ("丁", "ding"), ("魏", "wei"), ("薛", "xue"),
  ]

  private static let doubleFamilies: [(String, String)] = [
    ("欧阳", "ouyang"), ("司马", "sima"), ("上官", "shangguan"), ("诸葛", "zhuge"),
    ("皇甫", "huangfu"), ("尉迟", "yuchi"), ("令狐", "linghu"),
  ]

  private static let givenCharacters: [(String, String)] = [
    ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("丽", "li"),
    ("强", "qiang"), ("磊", "lei"), ("军", "jun"), ("洋", "yang"), ("勇", "yong"), ("艳", "yan"),
    ("杰", "jie"), ("涛", "tao"), ("明", "ming"), ("超", "chao"), ("霞", "xia"), ("平", "ping"),
    ("刚", "gang"), ("桂", "gui"), ("英", "ying"), ("华", "hua"), ("玉", "yu"), ("兰", "lan"),
    ("建", "jian"), ("国", "guo"), ("文", "wen"), ("志", "zhi"), ("海", "hai"), ("晓", "xiao"),
    ("雪", "xue"), ("梅", "mei"), ("思", "si"), ("雨", "yu"), ("欣", "xin"), ("怡", "yi"),
    ("子", "zi"), ("涵", "han"), ("梓", "zi"), ("萱", "xuan"), ("浩", "hao"), ("然", "ran"),
    ("宇", "yu"), ("轩", "xuan"), ("嘉", "jia"), ("琪", "qi"), ("俊", "jun"), ("辉", "hui"),
    ("佳", "jia"), ("宁", "ning"), ("春", "chun"), ("秋", "qiu"), ("冬", "dong"), ("夏", "xia"),
  ]

  /// Some lie beyond the sixteen bits of UTF-16, some are younger than many fonts.
  private static let rareCharacters = [
    "𠮷", "㼆", "龘", "䶮", "𤭢", "𣲗", "𬭎", "𡐓", "喆", "堃", "犇", "骉", "燚", "赟", "翀",
  ]

  private static let westernGiven = [
    "Anna", "Ben", "Clara", "David", "Elena", "Frank", "Grace", "Henry", "Irene", "James", "Karen",
    "Lucas", "Maria", "Nora", "Oscar", "Paula", "Robert", "Sofia", "Thomas", "Vera", "William",
  ]

  private static let westernFamily = [
    "Adams", "Baker", "Carter", "Dawson", "Ellis", "Fischer", "Garcia", "Hughes", "Ivanov",
    "Jensen", "Keller", "Lindner", "Meyer", "Novak", "Olsen", "Parker", "Rossi", "Schmidt",
    "Turner", "Varga", "Weber",
  ]

  private static let long = [
    "阿卜杜热合曼·麦麦提托合提尼亚孜", "古丽巴哈尔·阿卜杜外力·吐尔逊江", "孛儿只斤·额尔德尼巴特尔",
    "Maximiliane Friederike von Hohenstein-Wolkenburg",
    "Subramaniam Venkatanarasimharajuvaripeta Chandrasekhar",
    "María del Carmen Fernández de la Torre y Villanueva",
    "Olúwadámiláre Adébáyò-Ọlátúnjí", "Þórhallur Guðmundsson Hrafnkelsson",
  ]
}
