/// An element of an XML document. Names are expanded: `{namespace}local`, or `local` without one.
struct XMLElement: Equatable, Sendable {
    let name: String
    /// In the order of the document, without namespace declarations.
    let attributes: [(name: String, value: String)]
    /// The text before the first element within.
    var text: String
    var children: [XMLElement]

    static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.text == right.text && left.children == right.children
            && left.attributes.elementsEqual(right.attributes) { $0 == $1 }
    }

    /// The first element of this name, here or within, in the order of the document.
    func first(_ name: String) -> XMLElement? {
        if self.name == name { return self }
        for child in children {
            if let found = child.first(name) { return found }
        }
        return nil
    }
}
