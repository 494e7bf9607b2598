//! The counts of one word in the candidates, joined from the fields that it stands in.

/// The counts of one word, by the numbers of the candidates, each field in the order of the numbers.
///
/// They are few beside the candidates, so they are no table of all of these.
#[derive(Default)]
pub(super) struct Counts {
    of_numbers: Vec<(u32, f32)>,
    /// The start of the field that is being added.
    start: usize,
    has_several: bool,
}

impl Counts {
    /// Adds how often the word stands in a field of a candidate.
    pub fn push(&mut self, number: u32, count: f32) {
        self.of_numbers.push((number, count));
    }

    /// Ends a field.
    pub fn end_field(&mut self) {
        self.has_several |= self.start > 0 && self.of_numbers.len() > self.start;
        self.start = self.of_numbers.len();
    }

    /// Hands each candidate and its count to `visit`, in the order of the numbers, and starts anew.
    pub fn take(&mut self, mut visit: impl FnMut(u32, f32)) {
        if self.has_several {
            // Two or three runs in order, which a stable sort merges.
            self.of_numbers.sort_by_key(|(number, _)| *number);
        }
        for of_one in self.of_numbers.chunk_by(|(one, _), (other, _)| one == other) {
            visit(of_one[0].0, of_one.iter().map(|(_, count)| count).sum());
        }
        self.of_numbers.clear();
        (self.start, self.has_several) = (0, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_joined() {
        let mut counts = Counts::default();
        let mut taken = |fields: &[&[(u32, f32)]]| {
            for field in fields {
                field.iter().for_each(|(number, count)| counts.push(*number, *count));
                counts.end_field();
            }
            let mut taken = Vec::new();
            counts.take(|number, count| taken.push((number, count)));
            taken
        };
        assert_eq!(taken(&[&[(1, 1.0), (4, 2.0)], &[(0, 3.0), (4, 3.0)]]), [(0, 3.0), (1, 1.0), (4, 5.0)]);
        assert_eq!(taken(&[&[], &[(7, 3.0)]]), [(7, 3.0)]);
        assert_eq!(taken(&[&[(2, 1.0)], &[]]), [(2, 1.0)]);
    }
}
