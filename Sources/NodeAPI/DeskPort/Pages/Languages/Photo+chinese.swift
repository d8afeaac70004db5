extension Catalogue {
    static let chinesePhoto: @Sendable (PhotoText) -> String = { text in
        switch text {
        case .heading: "条码或产品照片"
        case .hint: "JPEG 或 PNG；只拍条码，清晰完整；没有条码时查找与之相似的已举报图片。照片仅在本节点读取，不会保存。"
        case .button: "读取照片"
        case .off: "本节点不读取照片；请输入代码或使用扫描器。"
        case .unreadHeading: "照片未能读取"
        case .noCodeHeading: "照片中没有找到条码"
        case .lookedAlike:
            "因此没有核验任何编号。下面是与照片相似的已举报图片；没有找到并不说明产品是正品。要核验，请正对并靠近拍摄，使条码清晰完整。"
        case .nothingSent: "请先选择或拍摄照片。"
        case .format: "照片须为 JPEG 或 PNG。"
        case .broken: "照片文件已损坏。"
        case .tooLarge: "照片过大；请靠近拍摄或降低分辨率。"
        case .noCode: "照片中没有找到条码：请正对并靠近，使条码清晰完整。"
        case .unread: "未能在时限内读取；请只拍条码，用较小的照片。"
        case .busy: "正在读取其他照片；请稍后再试。"
        }
    }
}
