/// A name in a text, as far as lists are about it.
struct ListedName {
    let span: Range<Int>
    /// Of its mark, a bit each; 0 where they are not known.
    let classes: UInt64
    /// Of the goods that it is written together with.
    let joined: UInt64
}
