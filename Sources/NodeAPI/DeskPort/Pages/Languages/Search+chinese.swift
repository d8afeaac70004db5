extension Catalogue {
    static let chineseSearch: @Sendable (SearchPageText) -> String = { text in
        switch text {
        case .found: "找到"
        case .orMore: "或更多"
        case .narrowHeading: "缩小到"
        case .narrowLead: "各项的数量。"
        case .onlyNewest: "结果多于此处所计，因此每个数字都是最少的数量。"
        case .narrowedTo: "已选"
        case .allOfThem: "恢复全部"
        case .sharedIn: "共享范围"
        case .savedHeading: "已保存的搜索"
        case .savedLead: "仅您本人可见。"
        case .savedNone: "尚无。执行搜索后，可在结果下方保存。"
        case .saveThis: "保存此搜索"
        case .savedName: "名称"
        case .save: "保存"
        case .rename: "重命名"
        case .savedDelete: "删除"
        case .savedNew: "条新结果"
        case .savedNoneNew: "没有新结果"
        case .savedChange: "更改"
        case .savedLastRun: "上次执行"
        case .savedUnreadable: "本版本无法读取此搜索；请将其删除。"
        }
    }
}
