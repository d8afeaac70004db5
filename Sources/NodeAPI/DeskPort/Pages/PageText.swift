/// A piece of text in every language of the desk.
package struct PageText: Hashable, Sendable {
    package let english: String
    package let chinese: String

    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// The words of the desk's public pages, all in one place. Reasons stand in `PageText+reasons.swift`.
extension PageText {
    static let siteName = PageText("Touchstone product check", "Touchstone 产品查验")
    static let tagline = PageText(
        "Answers come from the brand's own records.", "查验结果来自品牌方自己的记录。")

    // The page where one begins.
    static let startTitle = PageText("Check a product", "查验产品")
    static let startLead = PageText(
        "Type what is printed under the code on the package, or paste the link that a scanner reads from it.",
        "请输入包装条码下方印刷的内容，或粘贴扫码得到的链接。")
    static let codeLabel = PageText("Code on the product", "产品上的编码")
    static let codeHint = PageText(
        "For example (01)09520123456788(21)12345", "例如 (01)09520123456788(21)12345")
    static let checkButton = PageText("Check", "查验")
    static let serialLabel = PageText("Serial number (SN or 21)", "序列号（SN 或 21）")
    static let serialNeeded = PageText(
        "Each item of this product has a number of its own. Enter it to have this item checked.",
        "该产品的每一件都有独立编号。请输入编号以查验这一件。")
    static let noSerials = PageText(
        "Items of this product have no numbers of their own, so a single one cannot be checked.",
        "该产品没有逐件编号，因此无法查验单件。")

    // What is on the product.
    static let productHeading = PageText("Product", "产品")
    static let brand = PageText("Brand", "品牌")
    static let name = PageText("Name", "名称")
    static let gtin = PageText("Product number (GTIN)", "产品编号（GTIN）")
    static let serial = PageText("Serial number", "序列号")
    static let lot = PageText("Lot", "批号")
    static let expiry = PageText("Use by", "有效期至")
    static let owner = PageText("Registered by", "登记方")
    static let brandPage = PageText("The brand's own page", "品牌官方页面")

    // The verdict.
    static let verdictTitle = PageText("Result", "查验结果")
    static let genuine = PageText("Number issued by the brand", "编号由品牌方签发")
    static let genuineNote = PageText(
        "This is not proof of the object: a number can be copied. Compare the product itself.",
        "这不能证明实物为真：编号可能被复制。请核对实物本身。")
    static let caution = PageText("Take care", "请谨慎")
    static let cautionNote = PageText(
        "Read the reasons before you buy, sell or release it.", "在购买、销售或放行之前，请先阅读以下原因。")
    static let counterfeitSuspected = PageText("Signs of a counterfeit", "有假冒迹象")
    static let counterfeitSuspectedNote = PageText(
        "Have the object itself examined before anything is decided.", "在作出任何决定之前，请查验实物本身。")
    static let unknown = PageText("Cannot be confirmed", "无法确认")
    static let unknownNote = PageText("There is no sign of a fake.", "没有假冒的迹象。")
    static let confidence = PageText("How sure", "把握程度")
    static let confidenceLow = PageText("low", "低")
    static let confidenceMedium = PageText("medium", "中")
    static let confidenceHigh = PageText("high", "高")
    static let reasons = PageText("Reasons", "原因")

    // Where the answer comes from.
    static let sourceHeading = PageText("Where this answer comes from", "结果来源")
    static let answeredBy = PageText("Answered by", "答复方")
    static let nobody = PageText("nobody who could be asked", "没有可询问的一方")
    static let answeredAt = PageText("Time (UTC)", "时间（UTC）")
    static let asOf = PageText("Records as of", "记录截至")
    static let entries = PageText("entries", "条")
    static let signed = PageText(
        "The answer is signed. Programs get it as JSON, to be kept and checked later.",
        "答复已签名。程序可获取 JSON 格式，留存并在日后核验。")
    static let again = PageText("Check another product", "查验其他产品")

    // What is wrong.
    static let notFoundTitle = PageText("Product not registered here", "此处没有该产品的登记")
    static let notInAlliance = PageText(
        "The number belongs to no member of the alliance, so nobody here can say anything about this product. That is no sign of a fake.",
        "该编号不属于联盟的任何成员，因此这里无人能对此产品作出说明。这并不是假冒的迹象。")
    static let notRegistered = PageText(
        "The owner of the number has not registered this product, so nothing can be confirmed. That is no sign of a fake.",
        "编号的所有者尚未登记该产品，因此无法确认。这并不是假冒的迹象。")
    static let malformedTitle = PageText("This code cannot be read", "无法读取该编码")
    static let malformedLead = PageText(
        "The link or code does not follow the GS1 rules. Look for a typing or scanning error.",
        "该链接或编码不符合 GS1 规则。请检查输入或扫描是否有误。")
    static let detail = PageText("Detail", "详情")
    static let problemTitle = PageText("That did not work", "未能完成")
    static let pageMissing = PageText("There is nothing at this address.", "此地址没有内容。")
}
