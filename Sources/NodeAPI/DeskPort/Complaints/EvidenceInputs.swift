import Statements

/// The inputs for files of evidence, with those that came before.
struct EvidenceInputs {
    private let fields: ComplaintFields
    private var words: ComplaintWords { fields.words }

    init(_ fields: ComplaintFields) { self.fields = fields }

    func html(kept: [EvidenceFile] = []) -> HTML {
        let before = kept.prefix(EvidenceFile.filesMax).enumerated().map { place, file -> HTML in
            fields.box(
                "kept\(place)", EvidenceField.text(file),
                "\(words[.init(file.role)]) · \(ComplaintWords.shown(file.title, max: 80)) · \(file.mediaType) · \(ConsoleWords.grouped(file.byteCount)) B",
                isTicked: true)
        }
        let uploads = (0..<EvidenceField.uploadsMax).map { upload($0) }
        return """
            <fieldset class="facet"><legend>\(words[.evidence])</legend>
            \(HTML.joined(before))
            <p class="small" id="evidence-hint">\(words[.evidenceHint])</p>
            \(HTML.joined(uploads))</fieldset>
            """
    }

    private func upload(_ place: Int) -> HTML {
        let roles = EvidenceFile.Role.allCases.map { fields.option($0.name, words[.init($0)]) }
        let number = String(place)
        return """
            <div class="upload"><label for="file\(number)">\(words[.file]) \(String(place + 1))</label>
            <input id="file\(number)" name="file\(number)" type="file" aria-describedby="evidence-hint">
            <label for="role\(number)">\(words[.fileRole])</label>
            <select id="role\(number)" name="role\(number)">\(HTML.joined(roles))</select>
            <label for="title\(number)">\(words[.fileTitle])</label>
            <input id="title\(number)" name="title\(number)" maxlength="512" autocomplete="off"></div>

            """
    }
}
