/// A sales region of the example with its provinces and the cities that have a dealer.
struct RegionPlan: Sendable {
  let code: String
  /// The region in both languages, as `East 华东`.
  let name: String
  let provinces: [Province]

  struct Province: Sendable {
    let code: String
    let name: String
    let areaCode: String
    let cities: [City]
  }

  struct City: Sendable {
    let code: String
    let name: String
    /// Dealers that the dealer of this city has of its own.
    var branches: [City] = []
  }

  static let all: [RegionPlan] = [
    RegionPlan(
      code: "northeast", name: "Northeast 东北",
      provinces: [
        Province("liaoning", "Liaoning 辽宁", "24", ["shenyang": "沈阳", "dalian": "大连"]),
        Province("jilin", "Jilin 吉林", "431", ["changchun": "长春"]),
        Province("heilongjiang", "Heilongjiang 黑龙江", "451", ["harbin": "哈尔滨"]),
      ]),
    RegionPlan(
      code: "north", name: "North 华北",
      provinces: [
        Province("jing", "Beijing 北京", "10", ["beijing": "北京"]),
        Province("jin", "Tianjin 天津", "22", ["tianjin": "天津"]),
        Province("hebei", "Hebei 河北", "311", ["shijiazhuang": "石家庄"]),
        Province("shanxi", "Shanxi 山西", "351", ["taiyuan": "太原"]),
        Province("neimenggu", "Inner Mongolia 内蒙古", "471", ["hohhot": "呼和浩特"]),
      ]),
    RegionPlan(
      code: "east", name: "East 华东",
      provinces: [
        Province("hu", "Shanghai 上海", "21", ["shanghai": "上海"]),
        Province(
          code: "jiangsu", name: "Jiangsu 江苏", areaCode: "25",
          cities: [
            City(
              code: "suzhou", name: "苏州",
              branches: [
                City(code: "kunshan", name: "昆山"), City(code: "changshu", name: "常熟"),
                City(code: "zhangjiagang", name: "张家港"),
              ]), City(code: "nanjing", name: "南京"),
          ]),
        Province("zhejiang", "Zhejiang 浙江", "571", ["hangzhou": "杭州", "ningbo": "宁波"]),
        Province("shandong", "Shandong 山东", "531", ["jinan": "济南", "qingdao": "青岛"]),
      ]),
    RegionPlan(
      code: "south", name: "South 华南",
      provinces: [
        Province(
          code: "guangdong", name: "Guangdong 广东", areaCode: "20",
          cities: [
            City(
              code: "guangzhou", name: "广州",
              branches: [City(code: "zhongshan", name: "中山"), City(code: "zhuhai", name: "珠海")]),
            City(code: "shenzhen", name: "深圳"), City(code: "dongguan", name: "东莞"),
            City(code: "foshan", name: "佛山"),
          ]),
        Province("fujian", "Fujian 福建", "591", ["xiamen": "厦门"]),
        Province("guangxi", "Guangxi 广西", "771", ["nanning": "南宁"]),
      ]),
    RegionPlan(
      code: "central", name: "Central 华中",
      provinces: [
        Province("hubei", "Hubei 湖北", "27", ["wuhan": "武汉"]),
        Province("hunan", "Hunan 湖南", "731", ["changsha": "长沙"]),
        Province("henan", "Henan 河南", "371", ["zhengzhou": "郑州"]),
        Province("jiangxi", "Jiangxi 江西", "791", ["nanchang": "南昌"]),
        Province("anhui", "Anhui 安徽", "551", ["hefei": "合肥"]),
      ]),
    RegionPlan(
      code: "southwest", name: "Southwest 西南",
      provinces: [
        Province("sichuan", "Sichuan 四川", "28", ["chengdu": "成都"]),
        Province("yu", "Chongqing 重庆", "23", ["chongqing": "重庆"]),
        Province("yunnan", "Yunnan 云南", "871", ["kunming": "昆明"]),
        Province("guizhou", "Guizhou 贵州", "851", ["guiyang": "贵阳"]),
      ]),
    RegionPlan(
      code: "northwest", name: "Northwest 西北",
      provinces: [
        Province("shaanxi", "Shaanxi 陕西", "29", ["xian": "西安"]),
        Province("gansu", "Gansu 甘肃", "931", ["lanzhou": "兰州"]),
        Province("xinjiang", "Xinjiang 新疆", "991", ["urumqi": "乌鲁木齐"]),
        Province("ningxia", "Ningxia 宁夏", "951", ["yinchuan": "银川"]),
      ]),
  ]
}

extension RegionPlan.Province {
  fileprivate init(
    _ code: String, _ name: String, _ areaCode: String,
    _ cities: KeyValuePairs<String, String>
  ) {
    self.init(
      code: code, name: name, areaCode: areaCode,
      cities: cities.map { RegionPlan.City(code: $0.key, name: $0.value) })
  }
}
