//! The pages people see: layout, brands, forms.
