extension Catalogue {
    /// Simplified Chinese.
    static let chinese = Catalogue(
        tag: "zh-Hans", ownName: "中文", reasons: chineseReasons
    ) { text in
        switch text {
        // All pages.
        case .siteName: "Touchstone 产品查验"
        case .tagline: "查验结果来自品牌方自己的记录。"
        // The page where one begins.
        case .startTitle: "查验产品"
        case .startLead: "请输入包装条码下方印刷的内容，或粘贴扫码得到的链接。"
        case .codeLabel: "产品上的编码"
        case .codeHint: "例如 (01)09520123456788(21)12345"
        case .checkButton: "查验"
        case .serialLabel: "序列号（SN 或 21）"
        case .serialNeeded: "该产品的每一件都有独立编号。请输入编号以查验这一件。"
        case .noSerials: "该产品没有逐件编号，因此无法查验单件。"
        // What is on the product.
        case .productHeading: "产品"
        case .brand: "品牌"
        case .name: "名称"
        case .gtin: "产品编号（GTIN）"
        case .serial: "序列号"
        case .lot: "批号"
        case .expiry: "有效期至"
        case .owner: "登记方"
        case .brandPage: "品牌官方页面"
        // The verdict.
        case .verdictTitle: "查验结果"
        case .genuine: "编号由品牌方签发"
        case .genuineNote: "这不能证明实物为真：编号可能被复制。请核对实物本身。"
        case .caution: "请谨慎"
        case .cautionNote: "在购买、销售或放行之前，请先阅读以下原因。"
        case .counterfeitSuspected: "有假冒迹象"
        case .counterfeitSuspectedNote: "在作出任何决定之前，请查验实物本身。"
        case .unknown: "无法确认"
        case .unknownNote: "没有假冒的迹象。"
        case .confidence: "把握程度"
        case .confidenceLow: "低"
        case .confidenceMedium: "中"
        case .confidenceHigh: "高"
        case .reasons: "原因"
        // Where the answer comes from.
        case .sourceHeading: "结果来源"
        case .answeredBy: "答复方"
        case .nobody: "没有可询问的一方"
        case .answeredAt: "时间（UTC）"
        case .asOf: "记录截至"
        case .entries: "条"
        case .signed: "答复已签名。程序可获取 JSON 格式，留存并在日后核验。"
        case .again: "查验其他产品"
        // What is wrong.
        case .notFoundTitle: "此处没有该产品的登记"
        case .notInAlliance: "该编号不属于联盟的任何成员，因此这里无人能对此产品作出说明。这并不是假冒的迹象。"
        case .notRegistered: "编号的所有者尚未登记该产品，因此无法确认。这并不是假冒的迹象。"
        case .malformedTitle: "无法读取该编码"
        case .malformedLead: "该链接或编码不符合 GS1 规则。请检查输入或扫描是否有误。"
        case .detail: "详情"
        case .problemTitle: "未能完成"
        case .pageMissing: "此地址没有内容。"
        }
    }

    private static let chineseReasons: [String: String] = [
        "serialIssued": "该编号由品牌方签发；编号可能被复制，因此这不能证明实物为真。",
        "serialUnknown": "品牌方的记录中没有该编号。",
        "serialNotGiven": "该产品逐件编号，但未提供编号。",
        "notSerialised": "该产品没有逐件编号，无法区分单件。",
        "productNotRegistered": "编号段的所有者尚未登记该产品。",
        "lotMismatch": "产品上的批号与品牌方为该编号记录的批号不一致。",
        "expiryMismatch": "产品上的有效期与品牌方为该编号记录的有效期不一致。",
        "expired": "产品已过有效期。",
        "exported": "品牌方记录该件产品已出口。",
        "recalled": "品牌方已召回该件产品，或其所属的整个批次。",
        "stolen": "该件产品已被报失窃。",
        "destroyed": "品牌方记录该件产品已销毁，不应再出现在任何地方。",
        "sample": "该件产品作为样品发放，不供销售。",
        "sold": "品牌方记录该件产品已售出；若作为新品出售，请询问其来源。",
        "locked": "品牌方已暂时锁定该件产品。",
        "sellerIndicated": "联盟成员举报过该卖家。",
        "sellerNotAuthorised": "该卖家不是品牌方的供货对象；产品仍可能为真。",
        "wrongMarket": "该件产品是为其他市场生产的；产品仍可能为真。",
        "prefixNotInAlliance": "该编号不属于联盟的任何成员，因此这里无人能够说明。",
        "ownerUnreachable": "暂时无法联系品牌方的节点；请稍后再查。",
        "answerNotVerified": "收到的答复没有品牌方对本次查询的签名，因此未予采用。",
        "notDisclosed": "因未知编号过多，品牌方暂不答复。",
        "stateConflict": "该编号出现在与其记录状态不符的地方。",
        "impossibleTravel": "该编号在相距过远的地点出现，不可能是同一件产品。",
        "scanRate": "该编号被查验的次数超出单件产品的正常范围。",
        "answeredFromSnapshot": "无法联系品牌方的节点；采用了其最近公布的编号集。",
        "snapshotExpired": "品牌方最近公布的编号集已过期。",
    ]
}
