import Statements

/// The fields of forms about complaints, each with its label.
struct ComplaintFields {
    let words: ComplaintWords

    init(_ words: ComplaintWords) { self.words = words }

    /// - Parameter more: attributes, written here and never from elsewhere.
    func input(
        _ id: String, name: String? = nil, _ label: ComplaintText, _ value: String = "",
        more: HTML = "", hint: ComplaintText? = nil
    ) -> HTML {
        """
        <div class="map"><label for="\(id)">\(words[label])</label>
        <input id="\(id)" name="\(name ?? id)" value="\(value)" autocomplete="off" spellcheck="false"\(described(id, hint)) \(more)>\(hintBeside(id, hint))</div>

        """
    }

    func area(
        _ id: String, name: String? = nil, _ label: ComplaintText, _ value: String = "",
        rows: Int = 3, more: HTML = "", hint: ComplaintText? = nil
    ) -> HTML {
        let below: HTML = hint.map { "<p class=\"small\" id=\"\(id)-hint\">\(words[$0])</p>" } ?? ""
        return """
            <label class="after" for="\(id)">\(words[label])</label>
            <textarea id="\(id)" name="\(name ?? id)" rows="\(String(rows))"\(described(id, hint)) \(more)>
            \(value)</textarea>\(below)

            """
    }

    func select(
        _ id: String, name: String? = nil, _ label: ComplaintText, _ options: [HTML],
        hint: ComplaintText? = nil
    ) -> HTML {
        """
        <div class="map"><label for="\(id)">\(words[label])</label>
        <select id="\(id)" name="\(name ?? id)"\(described(id, hint))>\(HTML.joined(options))</select>\(hintBeside(id, hint))</div>

        """
    }

    func option(_ value: String, _ label: String, _ isChosen: Bool = false) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? " selected" : "")>\(label)</option>"
    }

    func day(
        _ id: String, name: String? = nil, _ label: ComplaintText, _ value: String = ""
    ) -> HTML {
        input(id, name: name, label, value, more: "type=\"date\"")
    }

    /// A box with its words behind it.
    func box(
        _ id: String, name: String? = nil, _ value: String, _ label: HTML,
        isTicked: Bool = false, more: HTML = ""
    ) -> HTML {
        """
        <label class="tick" for="\(id)"><input class="box" id="\(id)" type="checkbox" name="\(name ?? id)" value="\(value)"\(isTicked ? " checked" : "") \(more)> \(label)</label>

        """
    }

    func choice(
        _ id: String, name: String, _ value: String, _ label: HTML, isChosen: Bool = false,
        more: HTML = ""
    ) -> HTML {
        """
        <label class="tick" for="\(id)"><input class="box" id="\(id)" type="radio" name="\(name)" value="\(value)"\(isChosen ? " checked" : "") \(more)> \(label)</label>

        """
    }

    private func described(_ id: String, _ hint: ComplaintText?) -> HTML {
        hint == nil ? "" : " aria-describedby=\"\(id)-hint\""
    }

    private func hintBeside(_ id: String, _ hint: ComplaintText?) -> HTML {
        hint.map { "<span class=\"small\" id=\"\(id)-hint\">\(words[$0])</span>" }
            ?? "<span></span>"
    }
}
