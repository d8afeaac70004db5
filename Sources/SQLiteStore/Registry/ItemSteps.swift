/// How the steps of an item are read, with their notes.
enum ItemSteps {
    /// Of one product and number; to be ordered.
    static let select = """
        SELECT kind, state, at, place.text, cause.text
        FROM step LEFT JOIN note AS place ON place.id = step.place
        LEFT JOIN note AS cause ON cause.id = step.cause
        WHERE product = ? AND serial = ?
        """
}
