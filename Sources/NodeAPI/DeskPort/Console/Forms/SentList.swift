/// What a form that takes a list came with, as far as its page can show it again: what was pasted. A file cannot be, since
/// a browser takes none from a page.
struct SentList {
    /// Of what was pasted, so that a page stays what a browser shows: all that 'check my list' takes.
    static let textBytesMax = 1 << 20

    /// Nothing came.
    static let none = SentList(text: "", lost: [])

    let text: String
    /// Why some of it is missing here.
    let lost: [PageText]

    private init(text: String, lost: [PageText]) {
        self.text = text
        self.lost = lost
    }

    /// The fields `file` and `list`.
    init(_ fields: MultipartFields) {
        let pasted = fields.bytes("list") ?? []
        let isTooLong = pasted.count > Self.textBytesMax
        self.init(
            text: isTooLong ? "" : String(decoding: pasted, as: UTF8.self),
            lost: (fields.bytes("file") == nil ? [] : [.listFileAgain])
                + (isTooLong ? [.listTooLongAgain] : []))
    }

    func notes(_ context: ConsoleContext) -> HTML {
        HTML.joined(lost.map { "<p class=\"notice care\">\(context[$0])</p>\n" })
    }
}
