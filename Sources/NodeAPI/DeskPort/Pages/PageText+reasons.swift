package import ProductAuthentication

extension PageText {
    /// What a reason says to people. A reason that is not in the table is told in the words that all
    /// of the program has, which are English.
    package static func sentence(of reason: ReasonCode) -> PageText {
        PageText(reason.sentence, chineseSentences[reason.rawValue] ?? reason.sentence)
    }

    private static let chineseSentences: [String: String] = [
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
